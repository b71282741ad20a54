namespace FamilyCart.Prober.Doors;

/// <summary>Where users come in.</summary>
internal interface IDoor
{
    /// <summary>Opens connections as somebody does who was never here.</summary>
    /// <returns>Sends requests and opens sockets; whoever asked disposes of it, and its connections end with it.</returns>
    /// <exception cref="IOException">The certificates to trust cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">They are none.</exception>
    HttpMessageHandler Open();
}
