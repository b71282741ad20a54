namespace FamilyCart.AppHost.Publishing;

/// <summary>Says of a secret which service of the compose file has its file.</summary>
internal sealed record SecretReaderAnnotation(string Service) : IResourceAnnotation;
