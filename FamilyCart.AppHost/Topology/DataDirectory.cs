using System.Text.Json;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;

namespace FamilyCart.AppHost.Topology;

/// <summary>What a data folder says about itself.</summary>
internal sealed record DataMarker(string Topology, RuntimeKind Runtime, int PostgresMajor);

/// <summary>
/// The folder of all that outlives a run. It belongs to one topology, one runtime and one server major, which a marker file states;
/// whoever runs on it keeps that marker locked. A folder that says something else is refused and not touched.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const string MarkerName = "familycart.json";
    private const string SystemFolder = "/var/lib/familycart";

    // EWOULDBLOCK: another open file holds the lock.
    private const int Locked = 11;

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    /// <summary>
    /// The folder when none is configured: <c>.familycart/NAME</c> in the clone if the database server's account can go there,
    /// else below /var/lib/familycart.
    /// </summary>
    public static string Default(string repository, string topology, ServerAccount account)
    {
        var inClone = System.IO.Path.Combine(repository, ".familycart", topology);
        return account.CanEnter(inClone) ? inClone : System.IO.Path.Combine(SystemFolder, topology);
    }

    /// <summary>The marker of an existing folder; null when there is none or it is not readable as one.</summary>
    public static DataMarker? ReadMarker(string path)
    {
        try
        {
            return Parse(File.ReadAllText(System.IO.Path.Combine(path, MarkerName)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Taking the folder says what is wrong with it.
            return null;
        }
    }

    /// <summary>Takes the folder for this run, making it when absent.</summary>
    /// <returns>The folder, locked until disposed; or the fault for which it was left alone.</returns>
    public static (DataDirectory? Directory, Fault? Fault) Claim(string path, DataMarker marker, ServerAccount account)
    {
        if (!account.CanEnter(path))
        {
            return Refuse($"The data folder {path} lies where the account {account.User} cannot go; set Topology:DataDirectory to a folder that it can enter, for example {SystemFolder}.");
        }

        var markerPath = System.IO.Path.Combine(path, MarkerName);
        try
        {
            if (Directory.Exists(path) && !File.Exists(markerPath) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                return Refuse($"The data folder {path} holds files that are not ours (no {MarkerName}); set Topology:DataDirectory to an empty or absent folder.");
            }

            OpenFolder.Create(path);
            return Identify(path, new FileStream(markerPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), marker);
        }
        catch (IOException exception) when (exception.HResult == Locked)
        {
            var holder = ProcessTable.HolderOfFile(markerPath)?.ToString() ?? "a process of another user";
            return (null, new Fault(
                ExitCode.AlreadyRunning,
                $"The topology '{marker.Topology}' runs already ({holder}) on {path}; stop it first, or give this run its own Topology:Name and Topology:PortOffset."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse($"The data folder {path} cannot be used: {exception.Message} Set Topology:DataDirectory to a folder that you may write to.");
        }
    }

    /// <summary>Lets another run take the folder.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>Keeps the locked marker open when the folder is ours, and closes it when not.</summary>
    private static (DataDirectory? Directory, Fault? Fault) Identify(string path, FileStream stream, DataMarker marker)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = reader.ReadToEnd();
        if (text.Length == 0)
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(marker, s_json));
            stream.Flush(flushToDisk: true);
        }
        else if (Difference(path, Parse(text), marker) is { } difference)
        {
            stream.Dispose();
            return (null, difference);
        }

        return (new DataDirectory(path, stream), null);
    }

    private static Fault? Difference(string path, DataMarker? found, DataMarker wanted) => found switch
    {
        null => Fault($"The data folder {path} has a {MarkerName} that this version cannot read; set Topology:DataDirectory to another folder."),
        _ when found.Topology != wanted.Topology =>
            Fault($"The data folder {path} belongs to the topology '{found.Topology}', not to '{wanted.Topology}'; give each its own Topology:DataDirectory."),
        _ when found.Runtime != wanted.Runtime =>
            Fault($"The data folder {path} was made by {Lower(found.Runtime)} and cannot be used by {Lower(wanted.Runtime)}; set Topology:Runtime={Lower(found.Runtime)} or another Topology:DataDirectory."),
        _ when found.PostgresMajor != wanted.PostgresMajor => new Fault(
            ExitCode.OtherServerMajor,
            $"The data folder {path} holds data of PostgreSQL {found.PostgresMajor}, but PostgreSQL {wanted.PostgresMajor} would run on it; install PostgreSQL {found.PostgresMajor} or set another Topology:DataDirectory."),
        _ => null,
    };

    private static string Lower(RuntimeKind runtime) => runtime.ToString().ToLowerInvariant();

    private static DataMarker? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<DataMarker>(text, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (DataDirectory? Directory, Fault? Fault) Refuse(string message) => (null, Fault(message));

    private static Fault Fault(string message) => new(ExitCode.DataDirectoryRefused, message);
}
