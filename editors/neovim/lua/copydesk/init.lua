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

--- Fills the location list with the quotations of the current draft.
function M.quotations()
  local buffer, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  local client = vim.lsp.get_clients({ name = 'copydesk', bufnr = buffer })[1]
  if not client then
    vim.notify('copydesk does not run in this buffer', vim.log.levels.WARN)
    return
  end
  local call = { command = 'copydesk.quotations', arguments = { { uri = vim.uri_from_bufnr(buffer) } } }
  local function fill(failed, quotations)
    if failed or not quotations then
      vim.notify('copydesk could not list the quotations', vim.log.levels.WARN)
      return
    end
    local locations = vim.tbl_map(function(quotation)
      return { uri = call.arguments[1].uri, range = quotation.range }
    end, quotations)
    local items = vim.lsp.util.locations_to_items(locations, client.offset_encoding)
    for i, item in ipairs(items) do
      local quotation = quotations[i]
      local speaker = quotation.speaker ~= vim.NIL and quotation.speaker or 'nobody'
      item.text = ('%s: %s'):format(speaker, quotation.text)
    end
    vim.fn.setloclist(window, {}, ' ', { title = 'Quotations', items = items })
    vim.cmd.lopen()
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request('workspace/executeCommand', call, fill, buffer)
  else
    client.request('workspace/executeCommand', call, fill, buffer)
  end
end

return M
