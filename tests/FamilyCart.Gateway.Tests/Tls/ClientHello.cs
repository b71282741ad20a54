using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FamilyCart.Gateway.Tests.Tls;

/// <summary>
/// A client of its own for one message: the library's client refuses old protocols by itself, so it could not tell what a server does.
/// </summary>
internal static class ClientHello
{
    public const byte HandshakeFailure = 40;
    public const byte ProtocolVersion = 70;

    /// <summary>Offers one protocol of up to TLS 1.2 (0x0302, 0x0303) and one cipher suite.</summary>
    /// <returns>Null when the server agrees, else the number of its alert.</returns>
    public static async Task<byte?> OfferAsync(int port, ushort protocol, ushort suite)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var stream = client.GetStream();
        await stream.WriteAsync(Record(protocol, suite));
        var answer = new byte[7];
        await stream.ReadExactlyAsync(answer);
        const byte alert = 21;
        return answer[0] == alert ? answer[6] : null;
    }

    private static byte[] Record(ushort protocol, ushort suite)
    {
        byte[] extensions =
        [
            0, 10, 0, 6, 0, 4, 0, 23, 0, 24, // supported_groups: secp256r1, secp384r1
            0, 11, 0, 2, 1, 0, // ec_point_formats: uncompressed
            0, 13, 0, 10, 0, 8, 4, 3, 5, 3, 4, 1, 2, 3, // signature_algorithms: ECDSA and RSA with SHA-2, ECDSA with SHA-1
        ];
        byte[] body =
        [
            .. Number(protocol), .. RandomNumberGenerator.GetBytes(32), 0, .. Number(2), .. Number(suite), 1, 0, .. Number(extensions.Length), .. extensions,
        ];
        byte[] handshake = [1, 0, .. Number(body.Length), .. body];
        return [22, 3, 1, .. Number(handshake.Length), .. handshake];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
