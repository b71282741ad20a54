const token = takeToken();
const proof = document.getElementById("proof");
const password = document.getElementById("password");
onSubmit(async () => {
  const answer = await post("/api/v1/auth/verify/verify", proof.hidden ? { token } : { token, password: password.value });
  if (answer.ok) {
    return ["Your address is confirmed. You can close this page and log in.", "good"];
  }
  if (answer.detail === "VERIFY_USER_ALREADY_VERIFIED") {
    return ["Your address was confirmed before. There is nothing left to do.", "good"];
  }
  if (answer.detail === "VERIFY_USER_PASSWORD_REQUIRED") {
    proof.hidden = false;
    password.required = true;
    return ["To make sure that this letter is about your account, please enter the password that you chose, and press the button again.", "again"];
  }
  if (answer.detail === "VERIFY_USER_BAD_PASSWORD") {
    password.value = "";
    return [
      "That is not the password of this account. If you have several letters, one of them is about somebody else's: try the others, or choose a new password by letter.",
      "again"];
  }
  if (answer.status === 400) {
    return ["This link has ended or was used. Log in and ask for a new one.", "bad"];
  }
  return otherwise(answer);
});
