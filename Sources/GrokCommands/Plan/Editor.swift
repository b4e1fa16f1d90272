internal import Foundation

/// The user's editor, on a file that only the user can read.
struct Editor {
    /// A shell command, as VISUAL and EDITOR are for other programs.
    let command: String

    /// Throws when the user has not said which.
    static func current(_ environment: Environment) throws -> Editor {
        guard
            let command = environment.nonBlank("VISUAL") ?? environment.nonBlank("EDITOR")
        else {
            throw CommandFailure(
                .configuration, "no editor: set VISUAL or EDITOR, or give the plan with --file")
        }
        return Editor(command: command)
    }

    /// What the user makes of `text`. Throws when the editor fails.
    func edit(_ text: String, name: String) throws -> String {
        // mkdtemp puts letters in the place of each X; nobody else may look into what it makes.
        var template = Array((NSTemporaryDirectory() + "grok-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandFailure(.inputOutput, "no temporary folder can be made")
        }
        let folder = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + name
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw CommandFailure(.inputOutput, "\(path) cannot be written")
        }
        let status = try open(path)
        guard status == 0 else {
            throw CommandFailure(
                .failed, "the editor ended with code \(status); nothing was recorded")
        }
        return try InputFile.text(path)
    }

    /// Waits for the editor. The terminal is its own meanwhile: Ctrl-C is for it, not for us.
    private func open(_ path: String) throws -> Int32 {
        let signals = [SIGINT, SIGQUIT]
        let before = signals.map { signal($0, SIG_IGN) }
        defer { for (number, handler) in zip(signals, before) { signal(number, handler) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in signals + [SIGPIPE] { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let texts: [String] = ["sh", "-c", command + " \"$1\"", "sh", path]
        let words = texts.map { strdup($0) }
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        guard posix_spawn(&child, "/bin/sh", nil, &attributes, words + [nil], environ) == 0 else {
            throw CommandFailure(.inputOutput, "the editor cannot be started")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}
