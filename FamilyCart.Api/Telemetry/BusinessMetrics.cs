using System.Diagnostics.Metrics;
using FamilyCart.Api.Business;

namespace FamilyCart.Api.Telemetry;

/// <summary>
/// What families do, read from the database: every instance shows the same, so that dashboards take the largest and never add up.
/// </summary>
internal sealed class BusinessMetrics : IDisposable
{
    private readonly Meter _meter;
    private BusinessFigures? _latest;

    public BusinessMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(ApiMetrics.MeterName);
        Show("familycart.members", "{account}", "Accounts whose address is proven.", figures => figures.Members);
        Show("familycart.members.active", "{account}", "Accounts that used the service within a day.", figures => figures.ActiveMembers);
        Show("familycart.families.active", "{family}", "Owners of lists that changed within a week.", figures => figures.ActiveFamilies);
        Show("familycart.lists", "{list}", "Lists there are.", figures => figures.Lists);
        Show("familycart.items", "{item}", "Items on them.", figures => figures.Items);
        Show("familycart.invitations.pending", "{invitation}", "Invitations that wait for an answer.", figures => figures.PendingInvitations);
    }

    public void Dispose() => _meter.Dispose();

    internal void Update(BusinessFigures figures) => Volatile.Write(ref _latest, figures);

    /// <summary>Nothing is shown before it has been read: a zero would be a lie.</summary>
    private void Show(string name, string unit, string description, Func<BusinessFigures, long> value) => _meter.CreateObservableGauge(
        name,
        () => Volatile.Read(ref _latest) is { } figures ? [new Measurement<long>(value(figures))] : Array.Empty<Measurement<long>>(),
        unit,
        description);
}
