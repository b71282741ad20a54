using System.Net.Sockets;
using Npgsql;

namespace FamilyCart.Ops.Tools;

/// <summary>What a database server that does not answer, or refuses, throws.</summary>
internal static class ServerAway
{
    /// <summary>Whether it is that. The name of a stopped container resolves no more, which Npgsql hands on as it is.</summary>
    public static bool IsServerAway(this Exception exception) => exception is NpgsqlException or SocketException or TimeoutException;
}
