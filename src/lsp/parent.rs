//! The process that started the server: when it is gone, nobody will say `exit` any more.

use std::thread;

use tokio::sync::oneshot;

/// Tells when a process is gone.
pub type Watch = oneshot::Receiver<()>;

/// Watches the process of that number. Where that cannot be done, the end of standard input must do.
pub fn watch(process: u32) -> Watch {
    let (gone, watch) = oneshot::channel();
    thread::spawn(move || {
        if wait(process) {
            let _ = gone.send(());
        }
    });
    watch
}

/// Waits until the watched process is gone; forever when none is watched.
pub async fn gone(watch: &mut Option<Watch>) {
    if let Some(known) = watch
        && known.await.is_ok()
    {
        return;
    }
    // Nothing is watched, or it cannot be. A watch that ended must not be asked again.
    *watch = None;
    std::future::pending().await
}

/// Blocks until the process is gone; `false` when that cannot be known.
#[cfg(unix)]
fn wait(process: u32) -> bool {
    let Some(process) = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw) else { return false };
    wait_for_end(process).unwrap_or_else(|| poll(process))
}

/// Sleeps until the kernel says that the process ended; `None` where the kernel cannot.
#[cfg(target_os = "linux")]
fn wait_for_end(process: rustix::process::Pid) -> Option<bool> {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;
    use rustix::process::{PidfdFlags, pidfd_open};

    let process = match pidfd_open(process, PidfdFlags::empty()) {
        Ok(process) => process,
        Err(Errno::SRCH) => return Some(true),
        Err(_) => return None,
    };
    loop {
        match poll(&mut [PollFd::new(&process, PollFlags::IN)], None) {
            Ok(_) => return Some(true),
            Err(Errno::INTR) => {}
            Err(_) => return None,
        }
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn wait_for_end(_: rustix::process::Pid) -> Option<bool> {
    None
}

/// Looks again and again. A process that belongs to somebody else is there.
#[cfg(unix)]
fn poll(process: rustix::process::Pid) -> bool {
    while !matches!(rustix::process::test_kill_process(process), Err(rustix::io::Errno::SRCH)) {
        thread::sleep(std::time::Duration::from_secs(1));
    }
    true
}

#[cfg(not(unix))]
fn wait(_: u32) -> bool {
    false
}
