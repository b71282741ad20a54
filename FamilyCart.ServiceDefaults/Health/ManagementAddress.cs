namespace FamilyCart.ServiceDefaults.Health;

// Where the default endpoints answer when they do not answer everywhere; the verb "health" has to ask there.
internal sealed class ManagementAddress
{
    public string? Host { get; set; }
}
