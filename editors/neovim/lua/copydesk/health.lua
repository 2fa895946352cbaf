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

--- How old what is known of officials is: the newest day on which an entry was checked.
local function roster(path)
  local said = vim.system({ path, 'officials', 'stats' }, { text = true }):wait()
  local days, newest = said.stdout:match('known to hold(.*)$') or '', nil
  for day in days:gmatch('%d%d%d%d%-%d%d%-%d%d') do
    newest = (newest == nil or day > newest) and day or newest
  end
  if said.code ~= 0 or not newest then
    vim.health.warn('the officials cannot be read: ' .. vim.trim(said.stderr), { path .. ' officials stats' })
    return
  end
  local year, month, day = newest:match('(%d+)-(%d+)-(%d+)')
  local age = math.floor((os.time() - os.time({ year = year, month = month, day = day })) / 86400)
  vim.health.ok(('officials: %s; last checked on %s, %d days ago'):format(said.stdout:match('[^\n]*'), newest, age))
end

--- The date of each open draft, on which its officials are looked up.
local function dates()
  for _, client in ipairs(vim.lsp.get_clients({ name = 'copydesk' })) do
    for buffer in pairs(client.attached_buffers) do
      local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':t')
      local lines = vim.api.nvim_buf_get_lines(buffer, 0, 40, false)
      local date
      for i = 2, lines[1] == '---' and #lines or 0 do
        if lines[i] == '---' then
          break
        end
        date = date or lines[i]:match('^date:%s*(.-)%s*$')
      end
      if date then
        vim.health.ok(('article date of %s: %s'):format(name, date))
      else
        vim.health.info(('%s has no date in its front matter: officials are those of today'):format(name))
      end
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
  local path = program()
  if path then
    settings()
    dates()
    roster(path)
    clients()
  end
  vim.health.info('log: ' .. (vim.lsp.log and vim.lsp.log.get_filename or vim.lsp.get_log_path)())
end

return M
