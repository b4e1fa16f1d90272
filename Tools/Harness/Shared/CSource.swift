internal import Foundation

/// A C file of Tools/Harness/raw, which is compiled when a harness needs it.
enum CSource {
    /// Compiles `name`, which lies beside the harness's own sources, unless that is done.
    static func compile(_ name: String, to product: String, _ options: [String]) throws {
        guard let repository = GrokBinary.repository else {
            throw HarnessError("the sources of \(name) are not beside the harness")
        }
        guard access(product, R_OK) != 0 else { return }
        let arguments = ["-O2", repository + "/Tools/Harness/raw/" + name, "-o", product] + options
        for compiler in ["cc", "clang", "gcc"] {
            // `env` looks the program up, and ends with 127 when there is none.
            let ending = try Child.start(
                "/usr/bin/env", [compiler] + arguments,
                environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
            ).wait(seconds: 120)
            if ending.code == 0 { return }
        }
        throw HarnessError("there is no C compiler that compiles Tools/Harness/raw/\(name)")
    }
}
