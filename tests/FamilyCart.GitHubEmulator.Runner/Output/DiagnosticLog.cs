using System.Globalization;
using System.Text;

namespace FamilyCart.GitHubEmulator.Runner.Output;

/// <summary>A file below <c>_diag</c>, such as <c>Runner_20260102-030405-utc.log</c>. Every line is on the disk when the call returns.</summary>
internal sealed class DiagnosticLog : IDisposable
{
    private readonly string _source;
    private readonly Lock _lock = new();
    private readonly FileStream _file;

    public DiagnosticLog(string kind, string source)
    {
        _source = source;
        Directory.CreateDirectory(RunnerFolder.Of("_diag"));
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind}_{DateTime.UtcNow:yyyyMMdd-HHmmss}-utc.log");
        _file = new FileStream(RunnerFolder.Of(Path.Combine("_diag", name)), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 0);
    }

    public void Write(string line)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"[{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}Z INFO {_source}] {line}\n");
        if (Environment.GetEnvironmentVariable("ACTIONS_RUNNER_PRINT_LOG_TO_STDOUT") == "1")
        {
            Terminal.Say(text.TrimEnd());
        }

        lock (_lock)
        {
            _file.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    public void Dispose() => _file.Dispose();
}
