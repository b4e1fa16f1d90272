internal import Ledger

/// Every proof of trees up to 256 leaves and many signatures, against another implementation and
/// the vectors of the standards; and each once more with one bit of it changed.
struct ProofsRow: TortureRow {
    static let name = "proofs"
    static let promise = "proofs are standard"

    private static let sizeMax: Int64 = 256

    func attack(_ torture: Torture) throws -> TortureResult {
        var random = SeededGenerator(seed: torture.seed)
        let oracle = try ProofOracle(folder: torture.folder.make("proofs"))
        let trees = try Self.trees()
        let proofs = trees.flatMap(\.proofs)
        let signatures = try Self.signatures(torture.count(short: 40, long: 2_000), &random)
        let right = proofs + signatures
        let wrong = right.map { $0.flipped(&random) }
        var violations = ProofVectors.violations() + (try Self.differences(trees, oracle))
        violations += try Self.disagreements(right, areRight: true, oracle)
        violations += try Self.disagreements(wrong, areRight: false, oracle)
        return TortureResult(
            figure: "\(ProofVectors.count) vectors, all \(Text.grouped(proofs.count)) proofs up to "
                + "\(Self.sizeMax) leaves and \(Text.grouped(signatures.count)) signatures right, "
                + "with one bit changed all wrong, with both implementations",
            violations: violations)
    }

    /// Proofs with one bit changed, passed off as right: both implementations must say so.
    func control(_ torture: Torture) throws -> TortureResult {
        var random = SeededGenerator(seed: torture.seed &+ 1)
        let oracle = try ProofOracle(folder: torture.folder.make("proofs-control"))
        let signatures = try Self.signatures(20, &random)
        let proofs = try Self.trees().suffix(4).flatMap(\.proofs) + signatures
        let forged = proofs.map { $0.flipped(&random) }
        let answers = try oracle.answers(to: forged.map(\.text))
        let refused = zip(forged, answers).filter { !$0.isRight && $1 == "no" }.count
        return TortureResult(
            figure: "\(Text.grouped(refused)) of \(Text.grouped(forged.count)) proofs with one bit "
                + "changed refused by both",
            violations: refused == forged.count
                ? try Self.disagreements(forged, areRight: true, oracle) : [])
    }

    // MARK: - Questions

    /// All proofs of the tree of one size.
    private struct Tree {
        let size: Int64
        let root: Hash
        let inclusion: [[Hash]]
        let consistency: [[Hash]]
        let leaves: [Hash]
        let roots: [Hash]

        var proofs: [ProofQuestion] {
            zip(Int64(0)..., inclusion).map { index, path in
                .inclusion(
                    leaf: leaves[Int(index)], index: index, size: size, root: root, path: path)
            }
                + zip(Int64(1)..., consistency).map { old, path in
                    .consistency(
                        old: old, oldRoot: roots[Int(old) - 1], size: size, root: root, path: path)
                }
        }
    }

    private static func trees() throws -> [Tree] {
        var levels = [(0..<sizeMax).map { Hash(prefix: 0, Array(String($0).utf8)) }]
        let leaves = levels[0]
        while let last = levels.last, last.count > 1 {
            levels.append(
                stride(from: 0, to: last.count, by: 2).map {
                    MerkleTree.node(last[$0], last[$0 + 1])
                })
        }
        let subtrees: TreeProof.Subtrees = { [levels] in levels[$0][Int($1)] }
        let roots = try (1...sizeMax).map { try TreeProof.root(size: $0, subtrees) }
        return try (1...sizeMax).map { size in
            Tree(
                size: size, root: roots[Int(size) - 1],
                inclusion: try (0..<size).map {
                    try TreeProof.inclusion(of: $0, size: size, subtrees)
                },
                consistency: try (1...size).map {
                    try TreeProof.consistency(from: $0, to: size, subtrees)
                }, leaves: leaves, roots: roots)
        }
    }

    private static func signatures(
        _ count: Int, _ random: inout SeededGenerator
    ) throws -> [ProofQuestion] {
        try (0..<count).map { _ in
            let seed = (0..<32).map { _ in UInt8(random.draw(0...255)) }
            let message = (0..<random.draw(0...300)).map { _ in UInt8(random.draw(0...255)) }
            let key = try SigningKey(name: "harness", seed: seed)
            return .signature(
                key: key.verifier.publicKey, signature: try key.signature(of: message),
                message: message)
        }
    }

    // MARK: - Comparing

    /// Where the oracle makes other proofs.
    private static func differences(_ trees: [Tree], _ oracle: ProofOracle) throws -> [String] {
        let answers = try oracle.answers(to: trees.map { "tree \($0.size)" })
        return zip(trees, answers).compactMap { tree, answer in
            let own = "\(tree.root) \(digest(tree.inclusion)) \(digest(tree.consistency))"
            return own == answer
                ? nil : "the proofs of \(tree.size) leaves are others: \(own), oracle \(answer)"
        }
    }

    private static func digest(_ proofs: [[Hash]]) -> String {
        let text = proofs.map { "\($0.count):" + $0.map(\.hexadecimal).joined() + "\n" }.joined()
        return Hash(of: Array(text.utf8)).hexadecimal
    }

    /// Where the program or the oracle says otherwise than it must.
    private static func disagreements(
        _ questions: [ProofQuestion], areRight: Bool, _ oracle: ProofOracle
    ) throws -> [String] {
        let answers = try oracle.answers(to: questions.map(\.text))
        let wanted = areRight ? "yes" : "no"
        return zip(questions, answers).flatMap { question, answer -> [String] in
            var found: [String] = []
            if question.isRight != areRight {
                found.append("\(wanted) was expected from the program: \(question.text)")
            }
            if answer != wanted {
                found.append("\(wanted) was expected from the oracle: \(question.text)")
            }
            return found
        }
    }
}
