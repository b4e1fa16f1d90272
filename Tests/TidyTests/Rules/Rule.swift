import Testing

/// Something that holds for every file, with a sample that shows that the check can fail.
struct Rule: Sendable, CustomTestStringConvertible {
    /// A sentence that says what holds.
    let name: String
    /// Files that break the rule; each must be found, or the rule is blind.
    let planted: [SourceFile]
    /// Files that look suspicious and are right; none may be found.
    let innocent: [SourceFile]
    let check: @Sendable (SourceFile) -> [Finding]

    var testDescription: String { name }

    static let all: [Rule] =
        [
            .lineLength, .functionLength, .fileLength, .imports, .forceUnwrap, .reasons,
            .taskIsNotAType, .machinePaths, .secrets, .shellScripts,
        ] + BannedWord.all.map(\.rule)
}
