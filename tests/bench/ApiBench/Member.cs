namespace ApiBench;

/// <summary>Somebody with an account, a list of their own and one that their family shares.</summary>
internal sealed record Member(string Email, string Token, int OwnListId, int FamilyListId);
