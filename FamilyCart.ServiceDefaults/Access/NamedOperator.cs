namespace FamilyCart.ServiceDefaults.Access;

/// <summary>Somebody, or some program, that looks after the service.</summary>
/// <param name="Name">As the audit shows it.</param>
/// <param name="Role">What they may do.</param>
/// <param name="TokenHash">SHA-256 of their token; the token itself is not kept.</param>
public sealed record NamedOperator(string Name, OperatorRole Role, ReadOnlyMemory<byte> TokenHash)
{
    /// <summary>Without the hash.</summary>
    public override string ToString() => Name;
}
