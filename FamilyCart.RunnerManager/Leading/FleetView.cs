namespace FamilyCart.RunnerManager.Leading;

/// <summary>The last picture, for the page and the metrics.</summary>
internal sealed class FleetView
{
    private FleetPicture? _current;

    /// <summary>Null until the fleet was looked at.</summary>
    public FleetPicture? Current => Volatile.Read(ref _current);

    public void Show(FleetPicture picture) => Volatile.Write(ref _current, picture);
}
