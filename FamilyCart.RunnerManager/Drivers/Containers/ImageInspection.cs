using FamilyCart.RunnerManager.Drivers.Engine;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>
/// Asks the runner in the image for its version, as a container of its own without a network. Labels are not asked: that of the version is
/// inherited from the image below, such as Ubuntu's.
/// </summary>
internal sealed class ImageInspection(ContainerSettings settings, LimitSettings limits, OwnContainers own, EngineClient engine, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    private readonly string _name = ContainerLabels.Name($"{own.Fleet}.version");

    /// <returns>What identifies the image; null where this host has none.</returns>
    /// <exception cref="EngineException">The engine does not say.</exception>
    public async Task<string?> IdAsync(CancellationToken cancellationToken) =>
        settings.Image is { } image ? await engine.ImageIdAsync(image, cancellationToken) : null;

    /// <returns>The version; null when the image does not say.</returns>
    /// <exception cref="EngineException">The engine refuses or does not answer, or the image says nothing within 40 s.</exception>
    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(s_patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        // One that a manager did not live to remove.
        await RemoveAsync(cancellationToken);
        try
        {
            var id = await engine.CreateContainerAsync(_name, ContainerPlan.Version(settings, limits, ContainerLabels.OfFleet(own.Fleet)), limit.Token);
            await engine.StartAsync(id, limit.Token);
            await engine.WaitAsync(id, limit.Token);
            var log = await engine.LogAsync(id, limit.Token);
            return Version.TryParse(log.Output.Trim(), out var version) ? version.ToString() : null;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineException($"The image did not say its version within {s_patience.TotalSeconds:0} s.", inner: exception);
        }
        finally
        {
            await RemoveAsync(CancellationToken.None);
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (await engine.InspectAsync(_name, cancellationToken) is { Id: { } id } view && ContainerLabels.IsOfFleet(own.Fleet, view.Config?.Labels))
        {
            await engine.RemoveContainerAsync(id, cancellationToken);
        }
    }
}
