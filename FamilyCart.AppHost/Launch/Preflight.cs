using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Launch;

/// <summary>A fixed port and the resource that will bind it.</summary>
internal sealed record FixedPort(int Port, string Resource, bool OnAllAddresses);

/// <summary>Everything that can be found wrong before anything starts.</summary>
internal static class Preflight
{
    private const long Megabyte = 1024 * 1024;

    // A new cluster takes 40 MB, and its write-ahead log may grow to max_wal_size between two checkpoints.
    private const long NeededMegabytes = 512;

    /// <summary>Settings first, then the files to write, then the disk, then the data folder, which is locked for this run, then the ports.</summary>
    /// <returns>The locked folder, or null and the faults.</returns>
    public static (DataDirectory? Data, IReadOnlyList<Fault> Faults) Check(UatTopology topology, IEnumerable<FixedPort> ports)
    {
        if (topology.Faults.Count > 0)
        {
            return (null, topology.Faults);
        }

        List<Fault> unwritable = [.. UnwritablePaths(topology.Settings.Launch)];
        if (unwritable.Count > 0)
        {
            return (null, unwritable);
        }

        // Before the folder is touched: on a full disk not even its marker could be written.
        if (NoSpace(topology.DataDirectory) is { } full)
        {
            return (null, [full]);
        }

        var (data, refusal) = DataDirectory.Claim(topology.DataDirectory, topology.Marker, topology.PostgresAccount);
        if (data is null)
        {
            return (null, [refusal!]);
        }

        List<Fault> taken = [.. ports.Select(Taken).OfType<Fault>()];
        if (taken.Count > 0)
        {
            data.Dispose();
            return (null, taken);
        }

        return (data, []);
    }

    /// <summary>Null when the disk below the folder has room for a database server and what it writes in a day.</summary>
    public static Fault? NoSpace(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        var free = new DriveInfo(existing).AvailableFreeSpace / Megabyte;
        return free >= NeededMegabytes ? null : new Fault(
            ExitCode.DiskFull,
            string.Create(CultureInfo.InvariantCulture, $"The disk of the data folder {folder} has {free} MB free, and {NeededMegabytes} MB are needed; make room there, or set Topology:DataDirectory to a folder on another disk."));
    }

    /// <summary>Faults of the files that the run shall write. An earlier run's report is removed, since it says nothing of this one.</summary>
    public static IEnumerable<Fault> UnwritablePaths(LaunchOptions options)
    {
        if (options.Json is { } json && Complaint(() => { Try(Path.GetDirectoryName(json) ?? "/"); File.Delete(json); }) is { } aboutJson)
        {
            yield return new Fault(ExitCode.BadConfiguration, $"Launch:Json is '{json}', which cannot be written ({aboutJson}); name a file in a folder that you may write to.");
        }

        if (options.LogDirectory is { } folder && Complaint(() => Try(folder)) is { } aboutFolder)
        {
            yield return new Fault(ExitCode.BadConfiguration, $"Launch:LogDirectory is '{folder}', where nothing can be written ({aboutFolder}); name a folder that you may write to.");
        }
    }

    private static void Try(string folder)
    {
        Directory.CreateDirectory(folder);
        using var file = new FileStream(
            Path.Combine(folder, Path.GetRandomFileName()), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
    }

    private static string? Complaint(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    /// <summary>The fixed ports of the model and of the dashboard beside it, without those of what nothing waits for: a run does not end for them.</summary>
    public static IEnumerable<FixedPort> PortsOf(UatTopology topology, IEnumerable<IResource> resources) =>
        (from resource in resources
         from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
         where endpoint.Port is not null && resource.Role()?.Expectation != Expectation.Optional
         select new FixedPort(endpoint.Port!.Value, resource.Name, endpoint.TargetHost is not "localhost" and not "127.0.0.1"))
        .Concat([
            new FixedPort(topology.Port(Ports.Dashboard), "the Aspire dashboard", OnAllAddresses: false),
            new FixedPort(topology.Port(Ports.DashboardOtlp), "the Aspire dashboard (OTLP)", OnAllAddresses: false),
            new FixedPort(topology.Port(Ports.DashboardResourceService), "the Aspire dashboard (resource service)", OnAllAddresses: false),
        ]);

    /// <summary>Null when the port can be bound.</summary>
    public static Fault? Taken(FixedPort port)
    {
        IPAddress[] addresses = port.OnAllAddresses ? [IPAddress.Any] : [IPAddress.Loopback, IPAddress.IPv6Loopback];
        if (addresses.All(address => CanBind(address, port.Port)))
        {
            return null;
        }

        var holder = ProcessTable.HolderOfPort(port.Port) is { } process ? $"held by {process}" : "held by a process that this user may not see";
        return new Fault(
            ExitCode.PortTaken,
            string.Create(CultureInfo.InvariantCulture, $"Port {port.Port}, which {port.Resource} needs, is {holder}; end that process, or move this topology with Topology:PortOffset."));
    }

    private static bool CanBind(IPAddress address, int port)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6)
        {
            return true;
        }

        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException exception)
        {
            // Where the kernel has no IPv6 loopback nobody can hold a port on it.
            return exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
