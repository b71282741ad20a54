using System.Globalization;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace FamilyCart.Gateway.Transport;

/// <summary>Sets up the threads of connections.</summary>
internal static class TransportExtensions
{
    // The runtime's own switches, which it reads when the first socket is made.
    private const string InlineSwitch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string ThreadsSwitch = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>
    /// Call it before anything that may open a socket. Kestrel keeps its own threads for what clients send: a client that never lets the
    /// door rest would keep one of these threads from everybody else, and with them p99 was twice as long.
    /// </summary>
    public static void AddTransport(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings(TransportSettings.Section, TransportSettings.Read);

        // With faults these are never used for long: the start ends first.
        var settings = TransportSettings.Read(new SettingReader(builder.Configuration.GetSection(TransportSettings.Section)));
        if (settings.Threads > 0)
        {
            Environment.SetEnvironmentVariable(ThreadsSwitch, settings.Threads.ToString(CultureInfo.InvariantCulture));
        }

        if (settings.Inline)
        {
            Environment.SetEnvironmentVariable(InlineSwitch, "1");
        }

        // Nobody who reads the log slowly may hold up a thread that carries connections.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
    }
}
