/// Why a proof, a checkpoint or a key is of no use, each as one sentence.
package enum ProofError: Error, Hashable, Sendable {
    /// It is not what it should be: nothing can be said about what it is meant to prove.
    case malformed(String)
    /// It is well made, and what it says is not so.
    case refuted(String)
}

extension ProofError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let sentence), .refuted(let sentence): sentence
        }
    }
}
