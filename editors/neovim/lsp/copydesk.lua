---@type vim.lsp.Config
return require('copydesk').config()
