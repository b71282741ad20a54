using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Repository;

/// <summary>The program <c>pgbackrest</c>, as the server's account runs it.</summary>
/// <param name="settings">The living server, and whose account it is.</param>
/// <param name="configuration">The program's own file; null for the one by which the server archives.</param>
internal sealed class BackRestProgram(BackupSettings settings, string? configuration = null)
{
    private readonly BackupFolders _folders = new(settings.Folder);
    private readonly ToolAccount _account = ToolAccount.For(settings.Account);

    /// <summary>The option for one repository; none where there is one only, for then the program knows no other.</summary>
    public string[] Only(BackupSource? source) => source is { } one && settings.Copy is not null ? [$"--repo={(int)one}"] : [];

    /// <summary>Runs it.</summary>
    /// <param name="arguments">Besides its file and the server's name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="manner">What it takes of the machine; null for as anything else.</param>
    /// <returns>Null when it succeeded; otherwise why not.</returns>
    public async Task<RepositoryFault?> DoAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, ToolManner? manner = null)
    {
        var result = await RunAsync(arguments, cancellationToken, manner);
        return result.Succeeded ? null : RepositoryFault.Of(result.Code, result.Errors, result.Output);
    }

    /// <inheritdoc cref="DoAsync"/>
    /// <returns>Its end, and what it wrote.</returns>
    public Task<ToolResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, ToolManner? manner = null) => ToolProcess.RunAsync(
        _account.Command(manner is null ? Command(arguments) : manner.Command(Command(arguments))),
        new Dictionary<string, string> { ["PGHOST"] = settings.Connection.Host, [ToolPassword.Variable] = _folders.Password },
        cancellationToken,
        rests: manner is { Rests: true });

    private string[] Command(IReadOnlyList<string> arguments) =>
        ["pgbackrest", $"--config={configuration ?? _folders.Configuration}", $"--stanza={RepositoryConfiguration.Stanza}", .. arguments];
}
