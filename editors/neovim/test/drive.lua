-- Run by test/run inside Neovim: nvim --clean --headless -l drive.lua
local plugin, newsroom = os.getenv('PLUGIN'), os.getenv('NEWSROOM')
vim.g.copydesk = { cmd = { os.getenv('COPYDESK'), 'lsp' } }
vim.opt.runtimepath:prepend(plugin)
vim.cmd('runtime plugin/copydesk.lua')
vim.cmd('filetype plugin on')

local function say(...)
  io.stdout:write(table.concat({ ... }, ' '), '\n')
end

--- Waits until `it` is true, and fails with `what` when it does not come true.
local function wait(what, it)
  assert(vim.wait(60000, it, 20), 'waited in vain for ' .. what)
end

local function read(name)
  return vim.fn.readfile(newsroom .. '/' .. name)
end

local function same(name)
  local lines, wanted = vim.api.nvim_buf_get_lines(0, 0, -1, false), read(name)
  assert(vim.deep_equal(lines, wanted), name .. ' was expected, but there stands:\n' .. table.concat(lines, '\n'))
end

--- Puts the cursor on the first character of `text`.
local function go(text)
  for i, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = line:find(text, 1, true)
    if at then
      vim.api.nvim_win_set_cursor(0, { i, at - 1 })
      return
    end
  end
  error('no such text: ' .. text)
end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    assert(diagnostic.source == 'copydesk', diagnostic.source)
    found[#found + 1] = ('%s@%d'):format(diagnostic.code, diagnostic.lnum + 1)
  end
  table.sort(found)
  return table.concat(found, ' ')
end

--- Presses K and answers with what the window shows.
local function hover(text)
  go(text)
  vim.lsp.buf.hover()
  local window
  wait('a hover on ' .. text, function()
    for _, id in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(id).relative ~= '' then
        window = id
        return true
      end
    end
    return false
  end)
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  vim.api.nvim_win_close(window, true)
  return table.concat(lines, '\n')
end

--- Takes the action of that title from the menu that gra opens.
local function act(text, title)
  go(text)
  local chosen
  vim.ui.select = function(items, _, choose)
    for _, item in ipairs(items) do
      if item.action.title == title then
        chosen = true
        return choose(item)
      end
    end
    local titles = vim.tbl_map(function(item) return item.action.title end, items)
    error(('no “%s” among: %s'):format(title, table.concat(titles, ' | ')))
  end
  local before = vim.b.changedtick
  vim.lsp.buf.code_action()
  wait(title, function() return vim.b.changedtick ~= before end)
  assert(chosen, 'the menu did not open')
end

vim.cmd.edit(newsroom .. '/draft.md')
local draft = vim.api.nvim_get_current_buf()
wait('findings', function() return #vim.diagnostic.get(draft) > 0 end)
local client = vim.lsp.get_clients({ bufnr = draft, name = 'copydesk' })[1]
say('Neovim', tostring(vim.version()), 'columns in', client.offset_encoding, 'found', codes())
assert(codes() == 'unattributed-quote@6 uncited-outlet@8', codes())
say('ok findings')

local card = hover('Lindqvist')
assert(card:find('mayor', 1, true) or card:find('Mayor', 1, true), card)
assert(card:find('2025', 1, true), card)
local quotation = hover('It would not have')
assert(quotation:find('Ada Lindqvist', 1, true), quotation)
local reason = hover('Nobody asked')
assert(reason:find('unattributed-quote', 1, true), reason)
say('ok hover')

vim.cmd('CopydeskQuotes')
wait('the quotations', function() return #vim.fn.getloclist(0) == 2 end)
local listed = vim.fn.getloclist(0)
assert(listed[2].text == 'Ada Lindqvist: “It would not have lived through the winter,”', listed[2].text)
assert(listed[1].lnum == 6 and listed[1].text:find('nobody: ', 1, true) == 1, listed[1].text)
vim.cmd.lclose()

act('Nobody asked', 'Attribute to TK')
same('attributed.md')
wait('the finding to go', function() return not codes():find('unattributed', 1, true) end)
say('ok attribute')
vim.cmd('silent undo')
same('draft.md')
wait('the finding to come back', function() return codes():find('unattributed', 1, true) ~= nil end)

act('Reuters reported', 'Link “Reuters reported”')
same('cited.md')
wait('the finding to go', function() return not codes():find('uncited', 1, true) end)
say('ok cite')

vim.cmd('silent checkhealth copydesk')
local health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
assert(health:find('OK copydesk', 1, true) and health:find('settings: ', 1, true), health)
assert(health:find('article date of draft.md: 2025-08-12', 1, true), health)
assert(health:find('last checked on %d+-%d+-%d+, %d+ days ago'), health)
assert(health:find('log: /', 1, true), health)
assert(not health:find('ERROR', 1, true), health)

-- It ends with the editor: nobody is left behind.
local closing = vim.fn.has('nvim-0.11') == 1 and function() client:stop() end or function() client.stop() end
closing()
wait('the server to end', function() return client.rpc.is_closing() end)
say('ok end')
vim.cmd('qall!')
