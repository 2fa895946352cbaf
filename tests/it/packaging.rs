//! What goes with the program: its version, its licences, its schemas and its settings.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::folder::Folder;

/// What the build script of copydesk tells the compiler in a folder, built in that profile.
struct Script(TempDir);

impl Script {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let made = Command::new("rustc")
            .args(["--edition", "2024", "-o"])
            .arg(folder.path().join("script"))
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("build.rs"))
            .status();
        assert!(made.unwrap().success());
        Self(folder)
    }

    fn told(&self, folder: &Path, profile: &str) -> String {
        let script = self.0.path().join("script");
        let output = Command::new(script).env("PROFILE", profile).env("CARGO_MANIFEST_DIR", folder).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    }

    /// The commit in a release.
    fn commit(&self, folder: &Path) -> String {
        let told = self.told(folder, "release");
        told.lines().find_map(|line| line.strip_prefix("cargo::rustc-env=COPYDESK_COMMIT=")).unwrap().to_owned()
    }
}

fn root(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn a_release_knows_its_commit_from_git_or_from_its_package_or_not_at_all() {
    let script = Script::new();
    let folder = Folder::new(&[("a.md", "The council met.\n")]);
    assert_eq!(script.commit(folder.root()), "");
    folder.git(&["init", "--quiet"]);
    assert_eq!(script.commit(folder.root()), "", "there is no commit yet");
    folder.git(&["add", "a.md"]);
    folder.git(&["commit", "--quiet", "--message", "One"]);
    let head = folder.read(".git/refs/heads/main");
    assert_eq!(script.commit(folder.root()), head[..10]);
    assert!(script.told(folder.root(), "release").lines().any(|line| line.ends_with("refs/heads/main")));
    let debug = script.told(folder.root(), "debug");
    assert!(!debug.contains("refs/heads") && debug.ends_with("COPYDESK_COMMIT=\n"), "{debug}");
    folder.write("vendor/a.md", b"");
    assert_eq!(script.commit(&folder.path("vendor")), "", "that is another's repository");
    folder.write("vendor/.cargo_vcs_info.json", br#"{"git": {"sha1": "0123456789abcdef0123456789abcdef01234567"}}"#);
    assert_eq!(script.commit(&folder.path("vendor")), "0123456789");
    folder.write("vendor/.cargo_vcs_info.json", br#"{"git": {"sha1": "not one, surely"}}"#);
    assert_eq!(script.commit(&folder.path("vendor")), "");
}

#[test]
fn licences_and_changes_are_those_of_the_manifest() {
    let manifest = root("Cargo.toml");
    assert!(manifest.contains("license = \"MIT OR Apache-2.0\""));
    assert!(root("LICENSE-MIT").starts_with("MIT License\n"));
    assert!(root("LICENSE-APACHE").contains("Version 2.0, January 2004"));
    assert!(root("CHANGELOG.md").contains(&format!("\n## {}", env!("CARGO_PKG_VERSION"))));
}

/// One draft that cannot be checked must not take a session with it, in a release least of all.
#[test]
fn no_profile_ends_the_program_at_a_panic() {
    assert!(root("Cargo.toml").contains("\n[profile.release]\n"));
    assert!(!root("Cargo.toml").lines().any(|line| line.trim_start().starts_with("panic")));
}

#[test]
fn schemas_are_printed_as_they_are_published() {
    let folder = Folder::new(&[]);
    assert_eq!(folder.run("schema report").out, root("src/report/json.schema.json"));
    assert_eq!(folder.run("schema quotes").out, root("src/report/quotes.schema.json"));
    assert_eq!(folder.run("schema nonsense").code, 2);
}

#[test]
fn the_readme_lists_every_setting() {
    let page = Folder::new(&[]).run("explain config --markdown").out;
    let right: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
    let readme = root("README.md");
    let listed = readme.split("<!-- settings -->\n").nth(1).and_then(|rest| rest.split("<!-- /settings -->").next());
    let listed: Vec<&str> = listed.unwrap().trim().lines().collect();
    assert!(right.len() > 10);
    assert_eq!(listed, right, "paste the table that `copydesk explain config --markdown` prints");
}

#[test]
fn every_topic_has_a_page_for_people() {
    let folder = Folder::new(&[]);
    let listed = folder.run("explain").out;
    for topic in ["config", "attribution", "citations", "officials", "allow", "privacy"] {
        assert!(listed.lines().any(|line| line.starts_with(&format!("{topic} "))), "{listed}");
        let page = folder.run(&format!("explain {topic}"));
        assert_eq!(page.code, 0);
        assert!(page.out.starts_with(&format!("{topic}\n\n")), "{}", page.out);
        assert!(!page.out.contains("<!-- settings") && !page.out.contains("<!-- presets"), "{}", page.out);
        let written = folder.run(&format!("explain {topic} --markdown")).out;
        let sections = written.lines().filter(|line| line.starts_with("## ")).count();
        assert!(written.starts_with(&format!("# {topic}\n")) && sections > 2, "{written}");
    }
    assert!(folder.run("explain atribution").err.ends_with("did you mean \"attribution\"?\n"));
}

#[test]
fn the_page_on_settings_says_what_each_preset_changes() {
    let page = Folder::new(&[]).run("explain config --markdown").out;
    for line in
        ["- `minimal`: only what is certainly wrong", "- `wire`: for agency copy, where nobody links. `uncited-"]
    {
        assert!(page.lines().any(|known| known.starts_with(line)), "{line}: {page}");
    }
}

#[test]
fn manuals_go_down_to_the_last_command() {
    let folder = Folder::new(&[]);
    assert_eq!(folder.run("man .").code, 0);
    let names = folder.names();
    assert!(names.contains(&"copydesk.1".to_owned()) && names.contains(&"copydesk-schema.1".to_owned()), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("copydesk-officials-")), "{names:?}");
}

#[test]
fn the_package_holds_what_its_tests_read_and_nothing_that_needs_other_tools() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // What was packed once does not pack itself.
    if root.join("Cargo.toml.orig").exists() {
        return;
    }
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--locked", "--offline", "--allow-dirty", "--quiet"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).unwrap();
    let listed: Vec<String> = listed.lines().map(|file| file.replace('\\', "/")).collect();
    for needed in [
        "src/check/presets.toml",
        "src/people/roster/us-congress.tsv",
        "tests/corpus/harbour.md",
        "tests/schema/editor.json",
        "editors/vscode/package.json",
        "CONTRIBUTING.md",
        "LICENSE-MIT",
    ] {
        assert!(listed.iter().any(|file| file == needed), "{needed} is missing");
    }
    let ours = ["src/", "tests/it/", "tests/corpus/", "tests/officials/", "tests/schema/", "benches/"];
    let others = listed.iter().filter(|file| file.contains('/') && !ours.iter().any(|folder| file.starts_with(folder)));
    assert_eq!(others.collect::<Vec<_>>(), ["editors/vscode/package.json"]);
}
