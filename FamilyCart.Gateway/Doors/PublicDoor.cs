namespace FamilyCart.Gateway.Doors;

/// <summary>Marks an endpoint that the public listeners answer. Every other endpoint is the admin listener's alone.</summary>
/// <param name="Route">Name of the route in metrics.</param>
internal sealed record PublicDoor(string Route);
