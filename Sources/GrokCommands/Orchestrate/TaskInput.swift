internal import Foundation
internal import Ledger
internal import Orchestration

/// Reads and checks what a task is made of, before anything is written or spent.
enum TaskInput {
    /// The description, which must say something.
    static func description(_ text: String) throws -> String {
        let text = withoutByteOrderMark(text)
        guard !text.allSatisfy(\.isWhitespace) else {
            throw CommandFailure(.usage, "the description is empty")
        }
        guard text.utf8.count <= Limits.descriptionBytesMax else {
            throw tooLarge("description", text.utf8.count, Limits.descriptionBytesMax)
        }
        return text
    }

    /// The context from the command line or from a file (`-`: standard input).
    static func context(_ text: String?, file: String?) throws -> String? {
        guard let file else {
            guard let text, !text.isEmpty else { return nil }
            return try checked(withoutByteOrderMark(text))
        }
        guard text == nil else {
            throw CommandFailure(.usage, "give either --context or --context-file, not both")
        }
        let name = file == "-" ? "standard input" : file
        let data = try read(file, name: name)
        guard let text = String(validating: data, as: UTF8.self) else {
            throw CommandFailure(.badData, "the context in \(name) is not UTF-8 text")
        }
        let context = try checked(withoutByteOrderMark(text))
        return context.isEmpty ? nil : context
    }

    /// Refuses what cannot fit into the smallest window of the models that will read it. Returns
    /// the estimated tokens.
    static func checkWindow(
        description: String, context: String?, models: ModelChoice
    ) throws -> Int {
        let bytes = description.utf8.count + (context?.utf8.count ?? 0)
        let tokens = ModelCatalog.tokensEstimate(bytes: bytes)
        let names = Role.allCases.map { models[$0] }
        guard
            let smallest = names.min(by: {
                ModelCatalog.windowTokens(of: $0) < ModelCatalog.windowTokens(of: $1)
            })
        else { return tokens }
        let window = ModelCatalog.windowTokens(of: smallest)
        guard tokens < window else {
            throw CommandFailure(
                .badData,
                "task and context are about \(Count.text(tokens)) tokens; \(smallest) takes "
                    + "\(Count.text(window))")
        }
        return tokens
    }

    private static func read(_ file: String, name: String) throws -> Data {
        let handle: FileHandle
        if file == "-" {
            handle = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: file) else {
                throw CommandFailure(.inputOutput, "\(name) cannot be read")
            }
            handle = opened
        }
        var data = Data()
        do {
            while let chunk = try handle.read(upToCount: 1 << 16), !chunk.isEmpty {
                data += chunk
                guard data.count <= Limits.contextBytesMax + 3 else {
                    throw CommandFailure(
                        .badData,
                        "the context in \(name) is larger than "
                            + "\(Count.text(Limits.contextBytesMax)) bytes")
                }
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.inputOutput, "\(name) cannot be read")
        }
        return data
    }

    private static func checked(_ text: String) throws -> String {
        guard text.utf8.count <= Limits.contextBytesMax else {
            throw tooLarge("context", text.utf8.count, Limits.contextBytesMax)
        }
        return text
    }

    private static func withoutByteOrderMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static func tooLarge(_ what: String, _ bytes: Int, _ most: Int) -> CommandFailure {
        CommandFailure(
            .badData,
            "the \(what) has \(Count.text(bytes)) bytes; at most \(Count.text(most)) are allowed")
    }
}
