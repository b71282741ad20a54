namespace FamilyCart.ServiceDefaults.Configuration;

// Carries an immutable record and its faults through the options machinery, which wants a default constructor.
internal sealed class SettingsOf<T>
    where T : class
{
    public T? Value { get; set; }

    public IReadOnlyList<string> Faults { get; set; } = [];
}
