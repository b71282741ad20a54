namespace FamilyCart.Ops.Repository;

/// <summary>Who decides by what settings the server archives.</summary>
/// <param name="Rewrites">Whether settings that differ replace those that are in use, as the service's do and a command's do not.</param>
internal sealed record ConfigurationOwner(bool Rewrites);
