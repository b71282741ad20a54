using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FamilyCart.Gateway.Protection.Limits;

/// <summary>An address as a number: two clients never share one, as they could share a hash.</summary>
internal static class AddressKey
{
    // In 0000::/8, which is nobody's network.
    private const ulong Version4 = 0xffffUL << 32;

    /// <summary>IPv4 whole, of IPv6 the network of 64 bits, of which one client has all; 0 for none.</summary>
    public static ulong Of(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork ? Version4 | BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : address.IsIPv4MappedToIPv6 ? Version4 | BinaryPrimitives.ReadUInt32BigEndian(bytes[12..])
            : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
