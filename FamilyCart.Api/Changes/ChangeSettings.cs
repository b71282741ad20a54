using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Changes;

/// <summary>Settings of section <c>Changes</c>.</summary>
/// <param name="QueuePerList">Changes of one list that wait at an instance for those before; others get 503. 0 to 10000, default 200.</param>
internal sealed record ChangeSettings(int QueuePerList)
{
    internal const string Section = "Changes";

    internal static ChangeSettings Read(SettingReader reader) => new(reader.Whole(nameof(QueuePerList), 200, 0, 10_000));
}
