internal import Foundation

/// A real file system cut off from its disk in the middle of a run: the image of an ext4 is cloned
/// while the writer stands still, and what the kernel had not brought to the image is gone.
struct PowerCutRow: TortureRow {
    static let name = "power-cut"
    static let promise = "acknowledged events survive the loss of power, on a real ext4"

    func attack(_ torture: Torture) throws -> TortureResult {
        let report = try report(
            torture, cuts: torture.count(short: 3, long: 300), isNormal: false)
        return TortureResult(
            figure: "\(report.cuts) cuts, \(report.acknowledged) acknowledged events, "
                + "\(report.forgotten) of \(report.cuts) unsynced files gone: "
                + "\(report.lossy) lost",
            violations: report.violations, skipped: report.unavailable)
    }

    func control(_ torture: Torture) throws -> TortureResult {
        // A cut right after a checkpoint loses nothing: about one in three.
        let report = try report(
            torture, cuts: torture.count(short: 10, long: 30), isNormal: true)
        return TortureResult(
            figure: "synchronous=NORMAL, \(report.cuts) cuts: \(report.lossy) lost",
            violations: report.lossy > 0 ? report.violations : [], skipped: report.unavailable)
    }

    /// In namespaces of its own: when that process is gone, however it ends, so are its writers,
    /// its mounts, and the loop devices with them.
    private func report(
        _ torture: Torture, cuts: Int, isNormal: Bool
    ) throws -> PowerCutReport {
        guard geteuid() == 0 else {
            return PowerCutReport(unavailable: "mounting images needs root")
        }
        let namespaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        let path = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
        guard
            try Child.start("/usr/bin/env", namespaces + ["true"], environment: path)
                .wait(seconds: 30).code == 0
        else { return PowerCutReport(unavailable: "there are no namespaces to mount in") }
        let folder = try TemporaryFolder("power-cut", isKept: false, isInMemory: true)
        var arguments = [
            GrokBinary.executable, PowerCutCommand.name, "--folder", folder.path, "--cuts",
            "\(cuts)", "--seed", "\(torture.seed)",
        ]
        if isNormal { arguments.append("--normal") }
        let child = try Child.start(
            "/usr/bin/env", namespaces + arguments, environment: path, output: .pipe,
            errors: .file(folder.path + "/errors"))
        let output = child.lines?.rest().joined(separator: "\n") ?? ""
        let ending = try child.wait(seconds: 3_600)
        guard ending.code == 0 else {
            let errors = try? String(contentsOfFile: folder.path + "/errors", encoding: .utf8)
            throw HarnessError("the cuts ended with \(ending.text): \(errors ?? "")")
        }
        return try JSONDecoder().decode(PowerCutReport.self, from: Data(output.utf8))
    }
}
