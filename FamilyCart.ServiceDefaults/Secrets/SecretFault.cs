namespace FamilyCart.ServiceDefaults.Secrets;

// Problem follows "which" or the file's name in a sentence; neither part ever holds what the file does.
internal sealed record SecretFault(string Problem, string Remedy);
