namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>A list with the numbers of what is in it.</summary>
/// <param name="Id">The list.</param>
/// <param name="Items">Its items.</param>
/// <param name="Gone">Its deleted items.</param>
/// <param name="Invitations">Its invitations that wait for an answer.</param>
internal sealed record Shelf(int Id, int[] Items, int[] Gone, long[] Invitations);
