using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Jobs;

/// <summary>Keeps <see cref="BackupState"/> over restarts, and shares it between the service and the command line.</summary>
internal sealed class StateFile(BackupSettings settings)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, Converters = { new JsonStringEnumConverter() } };

    private readonly string _file = new BackupFolders(settings.Folder).State;
    private readonly Lock _turn = new();
    private readonly List<JobKind> _unwritten = [];

    /// <summary>What the file says; nothing where there is none, or where it is damaged: then every job is due. With the failures that it does not have yet.</summary>
    public BackupState Read()
    {
        lock (_turn)
        {
            return _unwritten.Aggregate(ReadFile(), (state, job) => state.Failed(job));
        }
    }

    /// <summary>Counts a failure for which the file cannot be written; it comes into the file with the next change.</summary>
    public void CountUnwritten(JobKind job)
    {
        lock (_turn)
        {
            _unwritten.Add(job);
        }
    }

    /// <summary>Changes it, under <see cref="OpsLock"/>.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public BackupState Change(Func<BackupState, BackupState> change)
    {
        lock (_turn)
        {
            var state = change(Read());
            PrivateFiles.Write(_file, JsonSerializer.Serialize(state, s_json), ToolAccount.For(settings.Account));
            _unwritten.Clear();
            return state;
        }
    }

    private BackupState ReadFile()
    {
        try
        {
            return File.Exists(_file) ? JsonSerializer.Deserialize<BackupState>(File.ReadAllText(_file), s_json) ?? BackupState.Empty : BackupState.Empty;
        }
        catch (JsonException)
        {
            return BackupState.Empty;
        }
    }
}
