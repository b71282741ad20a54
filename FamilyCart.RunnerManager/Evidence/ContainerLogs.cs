using System.Formats.Tar;
using System.Text;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Engine;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>
/// Reads the logs of runners that are containers, through their engine, which follows links within the container alone. The container
/// is ended first: what nobody writes any more is not changed while it is read.
/// </summary>
internal sealed class ContainerLogs(OwnContainers own, EngineClient engine, EvidenceSettings settings) : ILogSource
{
    private const string Logs = "_diag";
    private const string DefaultFolder = "/home/runner";

    public async Task<string?> LogsAsync(string name, CancellationToken cancellationToken)
    {
        List<(string Name, string Text)> found = [];
        if (await EndedAsync(name, cancellationToken) is not { } view)
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Patience);
        try
        {
            await engine.GetAsync(view.Id!, PathOf(view, Logs), (archive, token) => LogArchive.ReadAsync(archive, settings, found, token), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Something in it has no end. What came before is kept.
        }
        catch (Exception exception) when (IsNoArchive(exception))
        {
            // Such as a name or a time that no archive can hold; the job that chose it loses what comes after.
            if (found.Count == 0)
            {
                throw new IOException("What the engine sent is no archive.", exception);
            }
        }

        return found.Count > 0 ? LogArchive.Join(found) : null;
    }

    public async Task<IReadOnlyList<string>> SecretsAsync(string name, CancellationToken cancellationToken)
    {
        if (await EndedAsync(name, cancellationToken) is not { } view)
        {
            return [];
        }

        List<string> secrets = [];
        foreach (var file in RegistrationSecrets.Files)
        {
            await engine.GetAsync(view.Id!, PathOf(view, file), async (archive, token) => secrets.AddRange(RegistrationSecrets.In(await FileAsync(archive, token))), cancellationToken);
        }

        return secrets;
    }

    private async Task<ContainerView?> EndedAsync(string name, CancellationToken cancellationToken)
    {
        var view = await own.FindAsync(name, cancellationToken);
        if (view is not null)
        {
            await engine.KillAsync(view.Id!, cancellationToken);
        }

        return view;
    }

    // As it was started, whatever the settings say by now.
    private static string PathOf(ContainerView view, string name) => $"{view.Config?.WorkingDir ?? DefaultFolder}/{name}";

    // The reader lets through whatever goes wrong with a header that a job wrote.
    private static bool IsNoArchive(Exception exception) => exception is not (IOException or OperationCanceledException);

    private static async Task<string> FileAsync(Stream archive, CancellationToken cancellationToken)
    {
        try
        {
            await using var reader = new TarReader(archive, leaveOpen: true);
            if (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is not { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile, DataStream: { } data })
            {
                return "";
            }

            var buffer = new byte[RegistrationSecrets.Largest];
            return Encoding.UTF8.GetString(buffer, 0, await data.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken));
        }
        catch (Exception exception) when (IsNoArchive(exception))
        {
            throw new IOException("What the engine sent is no archive.", exception);
        }
    }
}
