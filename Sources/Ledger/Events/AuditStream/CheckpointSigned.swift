/// The root over all events before this one was signed: `size` is this event's position less one.
/// The note in `checkpoints.txt` can be made again from it.
public struct CheckpointSigned: EventBody {
    public static let type = "checkpoint-signed.v1"

    public let size: Int64
    public let root: Hash
    /// The Ed25519 key, 64 hexadecimal digits.
    public let publicKey: String
    /// Over the lines of the checkpoint, 128 hexadecimal digits.
    public let signature: String

    public init(size: Int64, root: Hash, publicKey: String, signature: String) {
        self.size = size
        self.root = root
        self.publicKey = publicKey
        self.signature = signature
    }

    private enum CodingKeys: String, CodingKey {
        case size, root, signature
        case publicKey = "public_key"
    }
}

extension CheckpointSigned {
    /// The signed note of the ledger with this id; nil if key or signature are not hexadecimal.
    package func note(of ledger: EventID) -> SignedCheckpoint? {
        guard let key = Hexadecimal.decode(publicKey), key.count == 32,
            let signature = Hexadecimal.decode(signature)
        else { return nil }
        let origin = TreeCheckpoint.origin(of: ledger)
        return SignedCheckpoint(
            TreeCheckpoint(origin: origin, size: size, root: root),
            key: VerifierKey(name: origin, publicKey: key), signature: signature)
    }
}
