/// The hashes of RFC 6962, section 2.1, over leaves in order of position.
package enum MerkleTree {
    /// SHA-256 of nothing: the root of an empty tree.
    package static let emptyRoot = Hash(of: [])

    /// SHA-256(0x01 ‖ left ‖ right).
    package static func node(_ left: Hash, _ right: Hash) -> Hash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 16) { message in
            message[0] = 0x01
            left.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: message[1..<33]).copyMemory(from: $0)
            }
            right.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: message[33..<65]).copyMemory(from: $0)
            }
            return Hash { $0(UnsafeRawBufferPointer(message)) }
        }
    }
}
