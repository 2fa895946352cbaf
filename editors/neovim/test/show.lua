-- Run by test/run inside a Neovim with a screen: the draft with its findings and a hover, to be drawn.
vim.g.copydesk = { cmd = { os.getenv('COPYDESK'), 'lsp' } }
vim.opt.runtimepath:prepend(os.getenv('PLUGIN'))
vim.o.termguicolors = true
vim.o.linebreak = true
vim.o.signcolumn = 'yes'
vim.cmd('runtime plugin/copydesk.lua')
vim.cmd('filetype plugin on')
vim.diagnostic.config({ virtual_lines = true })
vim.cmd.edit('draft.md')
vim.fn.search('Ada')

--- Does `act` once `it` is true. The editor goes on drawing meanwhile.
local function once(it, act)
  if it() then
    act()
  else
    vim.defer_fn(function() once(it, act) end, 100)
  end
end

once(function() return #vim.diagnostic.get(0) > 0 end, function()
  vim.defer_fn(function()
    vim.lsp.buf.hover({ border = 'rounded' })
    once(function() return #vim.api.nvim_list_wins() > 1 end, function()
      vim.fn.writefile({}, os.getenv('READY'))
    end)
  end, 500)
end)
