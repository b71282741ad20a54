using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Jobs;

/// <summary>
/// Keeps <see cref="BackupState"/> over restarts, and shares it between the service and the command line. On a full disk it is kept in
/// memory until it can be written: a job that failed for want of room has to be told, and is not to be tried again at once.
/// </summary>
internal sealed class StateFile(BackupSettings settings)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly string _file = new BackupFolders(settings.Folder).State;
    private ImmutableList<Func<BackupState, BackupState>> _unwritten = [];

    /// <summary>What the file says, with what could not be written into it; nothing where there is none, or where it is damaged: then every job is due.</summary>
    public BackupState Read() => Volatile.Read(ref _unwritten).Aggregate(ReadFile(), (state, change) => change(state));

    /// <summary>Changes it, under <see cref="OpsLock"/>.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public BackupState Change(Func<BackupState, BackupState> change)
    {
        var state = change(Read());
        PrivateFiles.Write(_file, JsonSerializer.Serialize(state, s_json), ToolAccount.Oneself);
        Volatile.Write(ref _unwritten, []);
        return state;
    }

    /// <summary>Changes it, whether or not the folder can be written.</summary>
    public void Remember(Func<BackupState, BackupState> change)
    {
        try
        {
            Change(change);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _unwritten, Volatile.Read(ref _unwritten).Add(change));
        }
    }

    private BackupState ReadFile()
    {
        try
        {
            return File.Exists(_file) ? JsonSerializer.Deserialize<BackupState>(File.ReadAllText(_file), s_json) ?? BackupState.Empty : BackupState.Empty;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return BackupState.Empty;
        }
    }
}
