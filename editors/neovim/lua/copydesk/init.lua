-- copydesk in Neovim: how its server is started. All else is Neovim's own.
local M = {}

--- What may stand in `vim.g.copydesk`.
---@class copydesk.Options
---@field cmd? string[] The command that starts the server.
---@field filetypes? string[] The file types that are copy.
---@field init_options? table What the server is told at the start: see |copydesk-options|.

--- The options of the user over the defaults.
---@return copydesk.Options
function M.options()
  return vim.tbl_deep_extend('keep', vim.g.copydesk or {}, {
    cmd = { 'copydesk', 'lsp' },
    filetypes = { 'markdown', 'quarto', 'rmd', 'mdx', 'text' },
    init_options = {},
  })
end

--- The files that mark a newsroom's folder, nearest first.
M.root_markers = { 'copydesk.toml', '.git' }

--- The configuration for |vim.lsp.config()|, which Neovim reads from lsp/copydesk.lua.
function M.config()
  local options = M.options()
  return {
    cmd = options.cmd,
    filetypes = options.filetypes,
    root_markers = M.root_markers,
    init_options = options.init_options,
    -- Drafts without a folder are read too, one server for all of them.
    workspace_required = false,
  }
end

--- Starts the server for a buffer where Neovim has no |vim.lsp.enable()| yet (0.10).
---@param buffer integer
function M.start(buffer)
  local options = M.options()
  vim.lsp.start({
    name = 'copydesk',
    cmd = options.cmd,
    root_dir = vim.fs.root(buffer, M.root_markers),
    init_options = options.init_options,
  }, { bufnr = buffer })
end

return M
