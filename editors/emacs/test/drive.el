;;; drive.el --- Run by test/run inside Emacs  -*- lexical-binding: t -*-
;;; Code:
(require 'eglot)
(require 'flymake)

;; Stands for the package of that name; what counts is the name, from which eglot tells the server the language.
(define-derived-mode markdown-mode text-mode "Markdown")
(add-to-list 'auto-mode-alist '("\\.md\\'" . markdown-mode))
(setq eglot-sync-connect 60 eglot-connect-timeout 60 eglot-confirm-server-edits nil
      create-lockfiles nil make-backup-files nil)

(defun say (&rest words) (princ (concat (apply #'format words) "\n")))

(defun until (what it)
  (let ((end (+ (float-time) 60)))
    (while (and (not (funcall it)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or (funcall it) (error "Waited in vain for %s" what))))

(defun same (name)
  (let ((wanted (with-temp-buffer
                  (insert-file-contents (expand-file-name name (getenv "EXPECTED")))
                  (buffer-string))))
    (unless (equal (buffer-string) wanted)
      (error "%s was expected, but there stands: %s" name (buffer-string)))))

(defun go (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (1+ (match-beginning 0))))

(defun found ()
  (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\n"))

(defun act (text title)
  (go text)
  (let* ((actions (append (eglot-code-actions (point) (point) nil nil) nil))
         (action (seq-find (lambda (it) (equal (plist-get it :title) title)) actions)))
    (unless action
      (error "No “%s” among: %s" title (mapcar (lambda (it) (plist-get it :title)) actions)))
    (eglot-execute (eglot-current-server) action)))

(load (getenv "SETTINGS") nil t)
(find-file (expand-file-name "draft.md" (getenv "NEWSROOM")))
(buffer-enable-undo)
(unless (eglot-managed-p)
  (apply #'eglot (eglot--guess-contact)))
(flymake-start)
(until "findings" (lambda () (= 2 (length (flymake-diagnostics)))))
(say "Emacs %s found %S" emacs-version (found))
(unless (and (string-match-p "quotation has no speaker" (found))
             (string-match-p "credit to Reuters has no link" (found)))
  (error "Found %s" (found)))
(say "ok findings")

(go "Lindqvist")
(let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
       (card (format "%S" answer)))
  (unless (string-match-p "Grantsford since" card) (error "%s" card)))
(say "ok hover")

(act "Nobody asked" "Attribute to TK")
(same "attributed.md")
(say "ok attribute")
(erase-buffer)
(insert-file-contents (expand-file-name "draft.md" (getenv "EXPECTED")))
(same "draft.md")

(act "Reuters reported" "Link “Reuters reported”")
(same "cited.md")
(say "ok cite")

(let* ((server (eglot-current-server)) (process (jsonrpc--process server)))
  (eglot-shutdown server)
  (until "the server to end" (lambda () (not (process-live-p process)))))
(set-buffer-modified-p nil)
(say "ok end")
;;; drive.el ends here
