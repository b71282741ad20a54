using FamilyCart.Ops.Secrets;
using FamilyCart.Ops.Secrets.Rotation;

namespace FamilyCart.Ops.Tests.Secrets;

/// <summary>Rotations as the command does them, which a test may end at a step.</summary>
internal static class Rotating
{
    public static readonly RotationOptions Options = new(
        TimeSpan.Zero, TimeSpan.FromSeconds(120), KeepOld: false, new HashSet<string>(), new Dictionary<string, string>());

    /// <param name="folder">The project.</param>
    /// <param name="name">The secret.</param>
    /// <param name="steps">Gets each step.</param>
    /// <param name="killAt">The number of the step at which it ends, from 1.</param>
    /// <param name="options">Null for those of most tests.</param>
    /// <param name="slowness">How long each step takes longer, so that whoever comes in between does.</param>
    public static async Task<RotationResult> RunAsync(
        PublishedFolder folder, string name, List<string>? steps = null, int? killAt = null, RotationOptions? options = null, TimeSpan slowness = default)
    {
        var project = SecretProject.Open(folder.Root);
        var number = 0;
        using var client = new HttpClient();
        var context = new RotationContext(
            project, project.Index.Secrets.Single(secret => secret.Name == name), options ?? Options, TimeProvider.System, Say);
        return await SecretRotation.RunAsync(context, client, CancellationToken.None);

        Task Say(string step)
        {
            steps?.Add(step);
            return ++number == killAt ? throw new KilledException(step) : Task.Delay(slowness);
        }
    }

    /// <summary>Asks again and again from several sides until the work is done, and some more.</summary>
    /// <returns>What did not go well.</returns>
    public static async Task<IReadOnlyList<string>> WhileAsync(Func<Task> work, Func<Task<string?>> ask)
    {
        using var done = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var faults = new List<string>();
            for (var last = false; !last;)
            {
                last = done.IsCancellationRequested;
                if (await ask() is { } fault)
                {
                    faults.Add(fault);
                }
            }

            return faults;
        })).ToList();
        try
        {
            await work();
        }
        finally
        {
            await done.CancelAsync();
        }

        return [.. (await Task.WhenAll(asking)).SelectMany(faults => faults)];
    }
}
