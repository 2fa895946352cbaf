if vim.g.loaded_copydesk then
  return
end
vim.g.loaded_copydesk = true

vim.api.nvim_create_user_command('CopydeskQuotes', function()
  require('copydesk').quotations()
end, { desc = 'List the quotations of this draft with who says them' })

if vim.lsp.enable then
  vim.lsp.enable('copydesk')
else
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('copydesk', {}),
    pattern = require('copydesk').options().filetypes,
    callback = function(event)
      require('copydesk').start(event.buf)
    end,
  })
end
