internal import Foundation

/// Another program, in another language, that answers questions about proofs by the words of the
/// standards: `Tools/Harness/raw/proofs.py`.
struct ProofOracle {
    private let script: String
    private let folder: String

    init(folder: String) throws {
        guard let repository = GrokBinary.repository else {
            throw HarnessError("the folder with Package.swift is not found")
        }
        script = repository + "/Tools/Harness/raw/proofs.py"
        self.folder = folder
    }

    /// One answer for each question.
    func answers(to questions: [String]) throws -> [String] {
        let (input, output) = (folder + "/questions", folder + "/answers")
        try questions.map { $0 + "\n" }.joined()
            .write(toFile: input, atomically: false, encoding: .utf8)
        for path in [output, output + ".errors"] { unlink(path) }
        let child = try Child.start(
            "/usr/bin/env", ["python3", script, input],
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""],
            output: .file(output), errors: .file(output + ".errors"))
        let ending = try child.wait(seconds: 600)
        let answers = try String(contentsOfFile: output, encoding: .utf8)
            .split(separator: "\n").map(String.init)
        guard ending.code == 0, answers.count == questions.count else {
            let errors = (try? String(contentsOfFile: output + ".errors", encoding: .utf8)) ?? ""
            throw HarnessError(
                "the oracle ended with \(ending.text) after \(answers.count) of "
                    + "\(questions.count) answers: \(errors.suffix(300))")
        }
        return answers
    }
}
