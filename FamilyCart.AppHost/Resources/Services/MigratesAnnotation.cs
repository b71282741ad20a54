namespace FamilyCart.AppHost.Resources.Services;

/// <summary>Of a program that runs once and migrates a database.</summary>
/// <param name="Database">Its name.</param>
internal sealed record MigratesAnnotation(string Database) : IResourceAnnotation;
