using System.Collections.Concurrent;
using System.Net;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Protection.Limits;
using FamilyCart.Gateway.Protection.Origins;
using Microsoft.AspNetCore.Connections;

namespace FamilyCart.Gateway.Protection.Connections;

/// <summary>What becomes of a new connection.</summary>
internal enum ConnectionVerdict
{
    Admitted,
    TooMany,
    TooManyOfAddress,
}

/// <summary>Closes connections at the public door that are too many, in total or of one address. The admin listener's are not counted.</summary>
internal sealed class ConnectionGate(GatewayConfiguration configuration, ConnectionSettings settings, OriginSettings origins, ProtectionMetrics metrics)
{
    // As many entries as there are connections at most.
    private readonly ConcurrentDictionary<ulong, int> _addresses = new();
    private int _open;

    /// <summary>How many are open.</summary>
    public int Open => Volatile.Read(ref _open);

    public async Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.LocalEndPoint is IPEndPoint local && local.Port == configuration.AdminPort)
        {
            await next(connection);
            return;
        }

        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var key = IsProxy(address) ? (ulong?)null : AddressKey.Of(address);
        var verdict = Enter(key);
        if (verdict != ConnectionVerdict.Admitted)
        {
            metrics.ConnectionRejected(verdict);
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(key);
        }
    }

    /// <summary>Counts a connection, unless it is one too many.</summary>
    /// <param name="address">From <see cref="AddressKey"/>; null for one that only counts in total.</param>
    public ConnectionVerdict Enter(ulong? address)
    {
        if (Interlocked.Increment(ref _open) > settings.Connections)
        {
            Interlocked.Decrement(ref _open);
            return ConnectionVerdict.TooMany;
        }

        if (address is { } key && !TryAdd(key))
        {
            Interlocked.Decrement(ref _open);
            return ConnectionVerdict.TooManyOfAddress;
        }

        return ConnectionVerdict.Admitted;
    }

    /// <summary>A connection that was admitted is over.</summary>
    public void Leave(ulong? address)
    {
        Interlocked.Decrement(ref _open);
        while (address is { } key && _addresses.TryGetValue(key, out var count))
        {
            if (count == 1 ? _addresses.TryRemove(new(key, count)) : _addresses.TryUpdate(key, count - 1, count))
            {
                return;
            }
        }
    }

    private bool TryAdd(ulong key)
    {
        while (true)
        {
            if (!_addresses.TryGetValue(key, out var count))
            {
                if (_addresses.TryAdd(key, 1))
                {
                    return true;
                }
            }
            else if (count >= settings.ConnectionsPerAddress)
            {
                return false;
            }
            else if (_addresses.TryUpdate(key, count + 1, count))
            {
                return true;
            }
        }
    }

    private bool IsProxy(IPAddress? address) =>
        address is not null && !origins.Proxies.IsEmpty
        && origins.Proxies.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
