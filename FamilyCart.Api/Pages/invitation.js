const token = takeToken();
onSubmit(async () => {
  const answer = await post("/api/v1/invitations/accept", { token });
  if (answer.ok) {
    return ["The invitation is accepted. The list is there when you log in.", "good"];
  }
  if (answer.status === 401 || answer.status === 403) {
    return ["Please sign up or log in at FamilyCart with the address that the invitation came to, and accept it there.", "bad"];
  }
  if ([400, 404, 409, 410].includes(answer.status)) {
    return ["This invitation has ended, was withdrawn or was accepted before. Please ask for a new one.", "bad"];
  }
  return otherwise(answer);
});
