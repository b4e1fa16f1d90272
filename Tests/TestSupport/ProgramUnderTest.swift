package import Foundation

/// The program that the tests run.
package enum ProgramUnderTest {
    /// The folder that holds Package.swift.
    package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// `GROK_BINARY`, a path from the root, or what `swift build` made.
    package static let path: String = {
        let environment = ProcessInfo.processInfo.environment
        let path = environment["GROK_BINARY"] ?? ".build/debug/grok"
        return URL(fileURLWithPath: path, relativeTo: root).absoluteURL.path
    }()
}
