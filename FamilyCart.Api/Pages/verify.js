const token = takeToken();
onSubmit(async () => {
  const answer = await post("/api/v1/auth/verify/verify", { token });
  if (answer.ok) {
    return ["Your address is confirmed. You can close this page and log in.", "good"];
  }
  if (answer.detail === "VERIFY_USER_ALREADY_VERIFIED") {
    return ["Your address was confirmed before. There is nothing left to do.", "good"];
  }
  if (answer.status === 400) {
    return ["This link has ended or was used. Log in and ask for a new one.", "bad"];
  }
  return otherwise(answer);
});
