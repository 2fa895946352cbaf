-- :checkhealth copydesk
local M = {}

--- The program that the server is started with; nil when there is none.
local function program()
  local name = require('copydesk').options().cmd[1]
  local path = vim.fn.exepath(name)
  if path == '' then
    vim.health.error(('no program "%s" on the PATH'):format(name), {
      'Install it: cargo install copydesk',
      "Or say where it is: vim.g.copydesk = { cmd = { '/path/to/copydesk', 'lsp' } }",
    })
    return nil
  end
  local said = vim.system({ path, '--version' }, { text = true }):wait()
  if said.code == 0 then
    vim.health.ok(('%s, %s'):format(vim.trim(said.stdout), path))
  else
    vim.health.error(path .. ' does not run')
  end
  return path
end

--- The settings that hold for the drafts that are open, or else for the current folder.
local function settings()
  local folders = {}
  for _, client in ipairs(vim.lsp.get_clients({ name = 'copydesk' })) do
    for buffer in pairs(client.attached_buffers) do
      folders[vim.fs.dirname(vim.api.nvim_buf_get_name(buffer))] = true
    end
  end
  if vim.tbl_isempty(folders) then
    folders[vim.fn.getcwd()] = true
  end
  for folder in pairs(folders) do
    local file = vim.fs.find('copydesk.toml', { upward = true, path = folder })[1]
    if file then
      vim.health.ok('settings: ' .. file)
    else
      vim.health.info('no copydesk.toml above ' .. folder .. ': the defaults hold')
    end
  end
end

local function clients()
  local running = vim.lsp.get_clients({ name = 'copydesk' })
  if #running == 0 then
    vim.health.info('not running: open a draft to start it')
  end
  for _, client in ipairs(running) do
    local version = client.server_info and client.server_info.version or '?'
    vim.health.ok(('running: version %s, %d drafts, columns in %s'):format(
      version,
      vim.tbl_count(client.attached_buffers),
      client.offset_encoding
    ))
  end
end

function M.check()
  vim.health.start('copydesk')
  if vim.fn.has('nvim-0.10') == 0 then
    vim.health.error('Neovim 0.10 or later is needed')
    return
  end
  if program() then
    settings()
    clients()
  end
  vim.health.info('log: ' .. (vim.lsp.log and vim.lsp.log.get_filename or vim.lsp.get_log_path)())
end

return M
