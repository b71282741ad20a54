using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Engine;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>The image of this host's containers, which may be another one of the same name, or removed.</summary>
internal sealed partial class ImageSource(ContainerSettings settings, ImageInspection inspection, DistributionVersion versions, ILogger<ImageSource> logger) : IVersionSource
{
    private string? _id;
    private bool _refused;

    public bool IsConfigured => settings.Image is not null;

    public bool IsOfImage => true;

    public RunnerVersion Version => versions.Image;

    public async Task<bool> HasChangedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var id = await inspection.IdAsync(cancellationToken);
            if (id == _id)
            {
                return false;
            }

            Version.Current = id is null ? null : await inspection.VersionAsync(cancellationToken);
            _id = id;
            _refused = false;
            if (id is not null && Version.Current is null)
            {
                LogUnversioned(settings.Image!);
            }

            return true;
        }
        catch (EngineException exception)
        {
            if (!_refused)
            {
                LogRefused(settings.Image!, exception.Message);
            }

            _refused = true;
            return false;
        }
    }

    [LoggerMessage(3547, LogLevel.Warning, "The runner in the image {Image} does not say its version, so nobody knows whether GitHub takes it.")]
    private partial void LogUnversioned(string image);

    [LoggerMessage(3548, LogLevel.Warning, "The runner in the image {Image} cannot be asked for its version, which is tried again: {Reason}")]
    private partial void LogRefused(string image, string reason);
}
