<?php

namespace SoliLms;

use Illuminate\Http\Request;
use Illuminate\Support\Facades\Auth;

class Login
{
    public function form()
    {
        return view('login');
    }

    /** Also a wrong password is answered by a redirect: back to where the form came from. */
    public function enter(Request $request)
    {
        $person = $request->validate(['email' => 'required|email', 'password' => 'required']);
        if (!Auth::attempt($person, $request->boolean('remember'))) {
            return back()->withErrors(['email' => 'Ces identifiants ne correspondent pas.'])->onlyInput('email');
        }
        $request->session()->regenerate();

        return redirect()->intended('/realisation-taches');
    }
}
