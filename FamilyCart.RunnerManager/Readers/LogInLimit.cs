using System.Net;
using System.Net.Sockets;

namespace FamilyCart.RunnerManager.Readers;

/// <summary>Holds back an address that types one wrong token after the other.</summary>
internal sealed class LogInLimit(TimeProvider time)
{
    /// <summary>So many wrong tokens a minute.</summary>
    internal const int Most = 10;

    // Of one attacker with many addresses: what is known of the others is forgotten, and memory is bounded.
    private const int MostAddresses = 10_000;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Since, int Wrong)> _addresses = [];

    /// <returns>How long it has to wait; zero where it need not.</returns>
    public TimeSpan Wait(HttpContext context)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return _addresses.TryGetValue(AddressOf(context), out var known) && known.Wrong >= Most && known.Since + s_window > now
                ? known.Since + s_window - now
                : TimeSpan.Zero;
        }
    }

    /// <summary>Counts a wrong token.</summary>
    public void Miss(HttpContext context)
    {
        var now = time.GetUtcNow();
        var address = AddressOf(context);
        lock (_lock)
        {
            if (_addresses.TryGetValue(address, out var known) && known.Since + s_window > now)
            {
                _addresses[address] = (known.Since, known.Wrong + 1);
                return;
            }

            if (_addresses.Count >= MostAddresses)
            {
                _addresses.Clear();
            }

            _addresses[address] = (now, 1);
        }
    }

    // The door writes the client's address and takes away what the client wrote. Whoever is past the door can write here what they like,
    // and so can whoever is on this machine: this slows down strangers, it keeps nothing secret.
    private static string AddressOf(HttpContext context)
    {
        var told = context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        var address = IPAddress.TryParse(told, out var known) ? known : context.Connection.RemoteIpAddress ?? IPAddress.None;
        // Whoever has one address of version 6 has a whole network of them.
        return address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
